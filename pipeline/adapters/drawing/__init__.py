"""What is drawn anew: PDF/A with the words behind it, public copies, pictures for reviewers, separator sheets."""
