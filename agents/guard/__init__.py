"""What every produced file passes before anybody sees it: checks, marks, and the gate."""
