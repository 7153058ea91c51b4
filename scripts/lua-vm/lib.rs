//! Empty: the manifest beside it exists only to fetch the sources of Lua through cargo.
