"""The texts of the demonstration, and what makes files of them."""
