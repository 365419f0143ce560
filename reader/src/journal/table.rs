//! What a table of events stands for: the enum of them, and how each is written and read.

/// The version of an event's fields.
pub(super) const VERSION: u64 = 1;

/// Kind, name and fields of each event, a field with the key under which it is written.
macro_rules! events {
    ($(
        $(#[$doc:meta])*
        $kind:literal $name:ident { $( $(#[$field_doc:meta])* $key:literal $field:ident: $type:ty, )* }
    )*) => {
        /// What happened.
        #[expect(missing_docs, reason = "fields whose name says all have no line of their own")]
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Event {
            $( $(#[$doc])* $name { $( $(#[$field_doc])* $field: $type, )* }, )*
            /// An event of a later version, kept as it came.
            Unknown {
                /// Its kind.
                kind: u64,
                /// Its encoded fields.
                fields: Vec<u8>,
            },
        }

        impl Event {
            /// Kind and encoded fields.
            #[must_use]
            pub fn encode(&self) -> (u64, Vec<u8>) {
                match self {
                    $( Self::$name { $( $field, )* } => {
                        let mut map = crypto_core::cbor::MapWriter::new($crate::journal::table::VERSION);
                        $( $crate::journal::field::Field::put($field, &mut map, $key); )*
                        ($kind, map.finish())
                    } )*
                    Self::Unknown { kind, fields } => (*kind, fields.clone()),
                }
            }

            /// The event of this kind.
            ///
            /// # Errors
            /// Every case of [`crypto_core::cbor::CborError`].
            pub fn decode(kind: u64, fields: &[u8]) -> Result<Self, crypto_core::cbor::CborError> {
                match kind {
                    $( $kind => {
                        let mut map = crypto_core::cbor::MapReader::parse(fields)?;
                        map.version($crate::journal::table::VERSION)?;
                        Ok(Self::$name { $( $field: $crate::journal::field::Field::take(&mut map, $key)?, )* })
                    } )*
                    _ => Ok(Self::Unknown { kind, fields: fields.to_vec() }),
                }
            }
        }
    };
}

pub(super) use events;
