"""Messages people already send, and spreadsheets of earlier consultations, into the inbox."""
