// Invariants of what several Request profiles share (RuleSet WorkflowRequest). Each text says what to change in the resource.

Invariant: cow-request-identifier
Description: "Give the Request at least one identifier with both system and value: the parties' copies are matched by it, above all in messages."
Severity: #error
Expression: "identifier.where(system.exists() and value.exists()).exists()"

Invariant: cow-request-party
Description: "Give requester and performer a reference or an identifier: a display alone lets nobody see who is meant."
Severity: #error
Expression: "(requester | performer).all(reference.exists() or identifier.exists())"
