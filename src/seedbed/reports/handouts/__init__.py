"""What is handed out and worn at events: flyers, invitations and badges, in the artists' theme."""
