//! The list that makes a file's cases tests.

/// Lists the cases of one file.
///
/// A case is a private function of the file, so one that is not listed is dead code and does not compile. The list
/// makes a macro of the file's name that turns each into a test of its own in the crate of the store; a failed
/// assertion shows the line of the case.
macro_rules! cases {
    ($file:ident: $($case:ident),+ $(,)?) => {
        #[doc(hidden)]
        pub mod cases {
            $(pub fn $case(fixture: &crate::Fixture) {
                super::$case(fixture);
            })+
        }

        #[doc(hidden)]
        #[macro_export]
        macro_rules! $file {
            () => {
                mod $file {
                    $(#[test]
                    fn $case() {
                        $crate::$file::cases::$case(&super::new_fixture());
                    })+
                }
            };
        }
    };
}

pub(crate) use cases;
