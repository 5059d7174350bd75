//! The built program, run as users run it.
#![cfg(test)]

mod program;

mod accounts;
mod call;
mod check;
mod check_configured;
mod check_formats;
mod diff;
mod documents;
mod fix;
mod help;
mod operations;
mod output;
mod resellers;
mod review;
mod score;
mod score_what_if;
mod score_why;
mod tables;
