//! Glue between keyaccount and Python.
