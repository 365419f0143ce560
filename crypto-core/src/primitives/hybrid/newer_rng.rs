//! The workspace's randomness (`rand_core` 0.9) in the form that `hpke` asks for (0.10).

use std::convert::Infallible;

use hpke::rand_core::{TryCryptoRng, TryRng};

/// A generator of `rand_core` 0.9, seen as one of 0.10.
pub(super) struct Newer<'a, R: rand_core::CryptoRng + ?Sized>(pub(super) &'a mut R);

impl<R: rand_core::CryptoRng + ?Sized> TryRng for Newer<'_, R> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.0.next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.0.next_u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill_bytes(bytes);
        Ok(())
    }
}

impl<R: rand_core::CryptoRng + ?Sized> TryCryptoRng for Newer<'_, R> {}
