//! The protocol of Belfry, as pure functions over bytes.
