"""What shows that Réciproque does what it says; see CONTRIBUTING.md for how a test is written."""
