"""What devices, forms, paper and messages send: taken in once, or kept in one inbox until a person has looked."""
