//! Everything that is proven through the front door: one binary, one file per chapter of the acceptance list.

mod tokens;
mod upkeep;
mod world;
