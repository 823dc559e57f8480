//! What stands in a query: text that a document names more exactly.
//!
//! The domain reads these itself and refuses what does not fit in the API's own words, so they arrive as text. A document
//! that said no more than that would have every generated client take a string where it means a number or an instant.

use std::{borrow::Cow, ops::Deref};

use poem_openapi::{
    registry::{MetaSchema, MetaSchemaRef},
    types::{ParseFromParameter, ParseResult, Type},
};

macro_rules! text_named {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $format:literal) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(String);

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl Type for $name {
            const IS_REQUIRED: bool = true;

            type RawValueType = Self;

            type RawElementValueType = Self;

            fn name() -> Cow<'static, str> {
                concat!($kind, "_", $format).into()
            }

            fn schema_ref() -> MetaSchemaRef {
                MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format($kind, $format)))
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }

            fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
                Box::new(self.as_raw_value().into_iter())
            }
        }

        impl ParseFromParameter for $name {
            fn parse_from_parameter(value: &str) -> ParseResult<Self> {
                Ok(Self(value.to_owned()))
            }
        }
    };
}

text_named!(
    /// Meant to be a whole number.
    Number, "integer", "int64"
);
text_named!(
    /// Meant to be a time as RFC 3339 writes it.
    Instant, "string", "date-time"
);
