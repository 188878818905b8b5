//! Orders of customers, and sales orders of clients.

use rollbook_domain::order::OrderStatus;
use rollbook_domain::port::{OrderQuery, SalesOrderKey};
use rollbook_domain::text::Title;

use super::{Keys, Read, answer, code, pages};

pub(super) fn add<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    reads! { found:
        "order" => |tenant| tenant.find_order(keys.order);
        "sales order by id" => |tenant| async move {
            tenant.find_sales_order(&SalesOrderKey::Id(keys.sales_order)).await
        };
        "sales order by number" => |tenant| async move {
            tenant.find_sales_order(&SalesOrderKey::Number(code(&keys.sales_order_number))).await
        };
        "sales order by external id" => |tenant| async move {
            let external_id = Title::parse(&keys.external_id).unwrap();
            tenant.find_sales_order(&SalesOrderKey::ExternalId(external_id)).await
        };
    }
    for page in pages(&keys.order.to_string()) {
        for (name, customer, status) in [
            ("orders", None, None),
            ("orders of a customer", Some(keys.buyer), None),
            ("orders of a status", None, Some(OrderStatus::Cancelled)),
            ("orders of a customer and a status", Some(keys.buyer), Some(OrderStatus::Processed)),
        ] {
            let (query, page) = (OrderQuery { customer, status }, page.clone());
            found.push(Read::new(name, move |tenant| answer(tenant.list_orders(&query, &page))));
        }
    }
    for page in pages(&keys.sales_order_number.to_lowercase()) {
        found.push(Read::new("sales orders", move |tenant| answer(tenant.list_sales_orders(&page))));
    }
    for page in pages(&format!("{} {}", keys.manager, keys.course)) {
        for (name, sales_order) in [
            ("enrollments of a sales order", keys.sales_order),
            ("enrollments of a large sales order", keys.large_sales_order),
        ] {
            let page = page.clone();
            found.push(Read::new(name, move |tenant| answer(tenant.linked_enrollments(sales_order, &page))));
        }
    }
}
