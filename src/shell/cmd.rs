//! cmd.exe (placeholder).
