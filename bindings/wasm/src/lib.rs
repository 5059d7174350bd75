//! Glue between keyaccount and JavaScript.
