//! By which addresses a person is known.

/// Every address that the customer ?2 is known by and nobody else has now.
pub(crate) const OWN_ADDRESSES: &str = "SELECT a.address_key FROM ( \
         SELECT email_key AS address_key FROM customer_profiles WHERE tenant_no = ?1 AND customer_id = ?2 \
         UNION SELECT email_key FROM former_emails WHERE tenant_no = ?1 AND customer_id = ?2 \
         UNION SELECT address_key FROM seat_claims \
             WHERE tenant_no = ?1 AND holder_id = ?2 AND address_key IS NOT NULL \
         UNION SELECT address_key FROM mails \
             WHERE tenant_no = ?1 AND customer_id = ?2 AND address_key IS NOT NULL \
     ) a WHERE NOT EXISTS (SELECT 1 FROM customer_profiles p \
         WHERE p.tenant_no = ?1 AND p.email_key = a.address_key AND p.customer_id <> ?2) \
     ORDER BY a.address_key";
