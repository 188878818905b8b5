//! What changes the world.

use super::World;
use crate::access::AccessEvent;
use crate::id::{InvitationId, SeatId};
use crate::seat::SeatEvent;
use crate::secret::{CodeLookup, KeyNumber, LinkHash, Sealed, SealedCode};
use crate::stamp::Revision;

impl World {
    pub(super) fn write(&mut self, place: usize, event: SeatEvent) {
        let stamp = self.stamp(self.seats[place].revision.next());
        self.seats[place].apply(&event, &stamp);
        self.logs.get_mut(&self.seats[place].id).unwrap().push((event, stamp));
    }

    pub(super) fn write_access(&mut self, event: &AccessEvent) {
        let stamp = self.stamp(Revision::new(2));
        self.grants.get_mut(&event.grant()).unwrap().1.apply(event, &stamp);
    }

    fn new_secret(&mut self) -> [u8; 32] {
        self.secrets += 1;
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&self.secrets.to_be_bytes());
        bytes
    }

    pub(super) fn new_code(&mut self) -> SealedCode {
        let lookup = CodeLookup(self.new_secret());
        self.codes.push(lookup);
        SealedCode { sealed: Sealed { key: KeyNumber(1), ciphertext: Box::new([]) }, lookup }
    }

    pub(super) fn new_link(&mut self) -> LinkHash {
        LinkHash::from_stored(self.new_secret())
    }

    pub(super) fn kill_links_of(&mut self, place: usize) {
        let seat = self.seats[place].id;
        self.kill_links(|(of, _, _)| *of == seat);
    }

    pub(super) fn kill_links(&mut self, are_theirs: impl Fn(&(SeatId, InvitationId, LinkHash)) -> bool) {
        let theirs = self.links.iter().filter(|link| are_theirs(link)).map(|(_, _, hash)| *hash.as_bytes());
        self.dead_links.extend(theirs);
    }

    pub(super) fn kill_code_of(&mut self, place: usize) {
        self.dead_codes.extend(self.seats[place].code.as_ref().map(|code| code.lookup));
    }
}
