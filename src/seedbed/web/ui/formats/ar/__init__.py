"""Arabic with the digits 0 to 9, and the marks that go with them."""
