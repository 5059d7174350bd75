"""The typed answers: one module per operation, generated from its JSON Schema."""
