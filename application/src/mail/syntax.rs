//! What the language of mails' texts is: a small part of the template language, in which nothing can fail.
//!
//! Texts, `{{ variable }}`, `{{ variable|filter }}`, `{% if %}` with `not`, `and`, `or`, `==` and `!=`, and
//! `{% for %}` over a list, not inside of another one. There is no arithmetic, no call, no assignment and no way round
//! the escaping, so a text that passes can be made for every mail of its kind, in time that grows with the mail alone.

use std::collections::BTreeSet;

use minijinja::machinery::ast::{BinOpKind, CallArg, CompareOpKind, Expr, ForLoop, Stmt, UnaryOpKind};
use minijinja::machinery::{Span, Token, parse, tokenize};
use minijinja::syntax::SyntaxConfig;
use rollbook_domain::mail::{
    LINE_VARIABLES, LOOP_VARIABLES, MailKind, MailTextRefused, TextPart, Variable, VariableShape, one_line,
};

/// The filters, each for a text.
pub(super) const FILTERS: [&str; 3] = ["breaks", "lower", "upper"];

const ACCEPTED: &str = "give {{ variable }}, {% if variable %} or {% for one in list %}";
const DEEPEST: usize = 32;
const LONGEST_TAG: usize = 100;
const SECRETS: [&str; 2] = ["link", "password"];

/// How blocks are written: one alone on its line leaves no empty line behind.
pub(super) fn syntax() -> SyntaxConfig {
    let plain = SyntaxConfig::default();
    plain.to_builder().trim_blocks(true).lstrip_blocks(true).build().unwrap_or(plain)
}

/// Checks one template, and gives the secrets that it shows whatever else the mail says.
pub(super) fn check(
    kind: MailKind,
    part: TextPart,
    source: &str,
) -> Result<BTreeSet<&'static str>, MailTextRefused> {
    let mut reader = Reader { kind, part, item: None, always: BTreeSet::new() };
    // The parser calls itself for every `not` and every dot, so what it gets must be short.
    if let Some(line) = too_long_tag(source) {
        return Err(
            reader.broken(line, &format!("there is more than {LONGEST_TAG} words between two braces"))
        );
    }
    let template = parse(source, "text", syntax()).map_err(|error| {
        let line = error.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(1);
        let problem = error.detail().map_or_else(|| error.kind().to_string(), ToOwned::to_owned);
        reader.broken(line, &problem)
    })?;
    match &template {
        Stmt::Template(template) => reader.statements(&template.children, true, 0)?,
        _ => return Err(reader.broken(1, "it is no template")),
    }
    Ok(reader.always)
}

/// The line of the first `{{ ... }}` or `{% ... %}` that is too long, if there is one.
fn too_long_tag(source: &str) -> Option<u32> {
    let mut words = 0;
    for (token, span) in tokenize(source, false, syntax()).map_while(Result::ok) {
        words = match token {
            Token::VariableStart | Token::BlockStart | Token::TemplateData(_) => 0,
            _ => words + 1,
        };
        if words > LONGEST_TAG {
            return Some(line(span));
        }
    }
    None
}

struct Reader<'a> {
    kind: MailKind,
    part: TextPart,
    /// The name that a `for` around gives to each of its list, and what they are.
    item: Option<(&'a str, VariableShape)>,
    always: BTreeSet<&'static str>,
}

impl<'a> Reader<'a> {
    fn statements(
        &mut self,
        statements: &[Stmt<'a>],
        is_always: bool,
        depth: usize,
    ) -> Result<(), MailTextRefused> {
        for statement in statements {
            match statement {
                Stmt::EmitRaw(_) => {}
                Stmt::EmitExpr(emit) => self.emit(&emit.expr, is_always)?,
                Stmt::IfCond(condition) => {
                    let line = line(condition.span());
                    if depth >= DEEPEST {
                        return Err(self.broken(line, "too many conditions stand inside of each other"));
                    }
                    let is_always = self.condition(&condition.expr, 0)? && is_always;
                    self.statements(&condition.true_body, is_always, depth + 1)?;
                    self.statements(&condition.false_body, is_always, depth + 1)?;
                }
                Stmt::ForLoop(each) => self.each(each, line(each.span()), depth)?,
                other => return Err(self.broken(statement_line(other), &format!("{ACCEPTED} only"))),
            }
        }
        Ok(())
    }

    /// What is printed: a text of its own, a variable, or one with a filter.
    fn emit(&mut self, expression: &Expr<'a>, is_always: bool) -> Result<(), MailTextRefused> {
        let at = line(expression.span());
        let variable = match expression {
            Expr::Const(constant) if constant.value.as_str().is_some() => return Ok(()),
            Expr::Filter(filter) => {
                self.filter(filter.name, &filter.args, at)?;
                filter.expr.as_ref().ok_or_else(|| self.broken(at, ACCEPTED))?
            }
            variable => variable,
        };
        let (name, shape) = self.variable(variable)?;
        if shape != VariableShape::Text {
            let said = match shape {
                VariableShape::Flag => format!("`{name}` is yes or no; give {{% if {name} %}}"),
                _ => format!("`{name}` is a list; give {{% for one in {name} %}}"),
            };
            return Err(self.broken(at, &said));
        }
        if let (true, Expr::Var(_), Some(secret)) =
            (is_always, expression, SECRETS.into_iter().find(|secret| *secret == name))
        {
            self.always.insert(secret);
        }
        Ok(())
    }

    fn filter(&self, name: &str, arguments: &[CallArg<'a>], at: u32) -> Result<(), MailTextRefused> {
        if FILTERS.contains(&name) && arguments.is_empty() {
            return Ok(());
        }
        let known = FILTERS.join(", ");
        Err(self.broken(at, &format!("`{name}` is no filter here; give one of {known}, without arguments")))
    }

    /// Checks a condition; true when nothing but link and password decides it.
    fn condition(&self, expression: &Expr<'a>, depth: usize) -> Result<bool, MailTextRefused> {
        let at = line(expression.span());
        if depth >= DEEPEST {
            return Err(self.broken(at, "the condition is too long"));
        }
        match expression {
            Expr::UnaryOp(unary) if matches!(unary.op, UnaryOpKind::Not) => {
                self.condition(&unary.expr, depth + 1)
            }
            Expr::BinOp(binary) => match binary.op {
                BinOpKind::ScAnd | BinOpKind::ScOr => {
                    let left = self.condition(&binary.left, depth + 1)?;
                    let right = self.condition(&binary.right, depth + 1)?;
                    Ok(left && right)
                }
                BinOpKind::Eq | BinOpKind::Ne => self.compared([&binary.left, &binary.right], at),
                _ => Err(self.broken(at, "conditions know `not`, `and`, `or`, `==` and `!=` only")),
            },
            Expr::Compare(compare) => match compare.ops.as_slice() {
                [only] if matches!(only.op, CompareOpKind::Eq | CompareOpKind::Ne) => {
                    self.compared([&compare.expr, &only.expr], at)
                }
                _ => Err(self.broken(at, "conditions know `not`, `and`, `or`, `==` and `!=` only")),
            },
            variable => self.variable(variable).map(|(name, _)| SECRETS.contains(&name.as_str())),
        }
    }

    /// What is compared is texts: variables, or texts in quotation marks.
    fn compared(&self, sides: [&Expr<'a>; 2], at: u32) -> Result<bool, MailTextRefused> {
        for side in sides {
            let is_text = match side {
                Expr::Const(constant) => constant.value.as_str().is_some(),
                variable => self.variable(variable)?.1 == VariableShape::Text,
            };
            if !is_text {
                return Err(self.broken(at, "only texts can be compared, such as first_name == \"Ada\""));
            }
        }
        Ok(false)
    }

    fn each(&mut self, each: &ForLoop<'a>, at: u32, depth: usize) -> Result<(), MailTextRefused> {
        let (Expr::Var(target), None, false) = (&each.target, &each.filter_expr, each.recursive) else {
            return Err(self.broken(at, "give {% for one in list %}, without more"));
        };
        if self.item.is_some() {
            return Err(self.broken(at, "a {% for %} cannot stand inside of another"));
        }
        let (name, shape) = self.variable(&each.iter)?;
        if !matches!(shape, VariableShape::Texts | VariableShape::Lines) {
            return Err(self.broken(at, &format!("`{name}` is no list; give {{{{ {name} }}}}")));
        }
        if target.id == "loop" || self.named(target.id).is_some() {
            let problem = format!("`{}` is the name of a variable already; give another one", target.id);
            return Err(self.broken(at, &problem));
        }
        self.item = Some((target.id, shape));
        let body = self.statements(&each.body, false, depth + 1);
        self.item = None;
        body?;
        self.statements(&each.else_body, false, depth + 1)
    }

    /// The name and the shape of a variable.
    fn variable(&self, expression: &Expr<'a>) -> Result<(String, VariableShape), MailTextRefused> {
        let at = line(expression.span());
        let found = |variable: &Variable, name: String| (name, variable.shape);
        match expression {
            Expr::Var(variable) => match self.item {
                Some((item, VariableShape::Texts)) if item == variable.id => {
                    Ok((item.to_owned(), VariableShape::Text))
                }
                Some((item, _)) if item == variable.id => {
                    let fields = names(LINE_VARIABLES, &format!("{item}."));
                    Err(self.broken(at, &format!("`{item}` is a line of the order; give one of {fields}")))
                }
                _ => self
                    .named(variable.id)
                    .map(|known| found(known, variable.id.to_owned()))
                    .ok_or_else(|| self.unknown(at, variable.id)),
            },
            Expr::GetAttr(attribute) => {
                let Expr::Var(owner) = &attribute.expr else { return Err(self.broken(at, ACCEPTED)) };
                let name = format!("{}.{}", owner.id, attribute.name);
                let fields = match self.item {
                    Some(_) if owner.id == "loop" => LOOP_VARIABLES,
                    Some((item, VariableShape::Lines)) if item == owner.id => LINE_VARIABLES,
                    _ => return Err(self.unknown(at, &name)),
                };
                let field = fields.iter().find(|field| field.name == attribute.name);
                field.map(|field| found(field, name.clone())).ok_or_else(|| self.unknown(at, &name))
            }
            _ => Err(self.broken(at, ACCEPTED)),
        }
    }

    /// A variable of the kind; a subject has no secrets, for lists of mails show it.
    fn named(&self, name: &str) -> Option<&'static Variable> {
        self.kind
            .variables()
            .iter()
            .find(|known| known.name == name && !(self.part == TextPart::Subject && SECRETS.contains(&name)))
    }

    fn unknown(&self, line: u32, name: &str) -> MailTextRefused {
        let mut known = vec![names(self.kind.variables(), "")];
        if let Some((item, shape)) = self.item {
            known.push(match shape {
                VariableShape::Lines => names(LINE_VARIABLES, &format!("{item}.")),
                _ => item.to_owned(),
            });
            known.push(names(LOOP_VARIABLES, "loop."));
        }
        MailTextRefused::UnknownVariable {
            kind: self.kind,
            part: self.part,
            line,
            name: one_line(name, 80),
            known: known.join(", "),
        }
    }

    fn broken(&self, line: u32, problem: &str) -> MailTextRefused {
        MailTextRefused::Broken { kind: self.kind, part: self.part, line, problem: one_line(problem, 300) }
    }
}

fn names(variables: &[Variable], prefix: &str) -> String {
    variables.iter().map(|known| format!("{prefix}{}", known.name)).collect::<Vec<_>>().join(", ")
}

fn line(span: Span) -> u32 {
    u32::from(span.start_line)
}

fn statement_line(statement: &Stmt<'_>) -> u32 {
    line(match statement {
        Stmt::Template(it) => it.span(),
        Stmt::EmitExpr(it) => it.span(),
        Stmt::EmitRaw(it) => it.span(),
        Stmt::ForLoop(it) => it.span(),
        Stmt::IfCond(it) => it.span(),
        Stmt::WithBlock(it) => it.span(),
        Stmt::Set(it) => it.span(),
        Stmt::SetBlock(it) => it.span(),
        Stmt::AutoEscape(it) => it.span(),
        Stmt::FilterBlock(it) => it.span(),
        Stmt::Do(it) => it.span(),
    })
}
