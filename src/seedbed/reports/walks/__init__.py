"""What a walk leaves: a map of its route, a booklet, postcards and captions."""
