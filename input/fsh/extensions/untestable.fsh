Extension: Untestable
Id: untestable
Title: "Untestable"
Description: "Why no run of a flow can show whether a statement is kept, e.g. because it is about what people decide. A statement without it is expected to be verified by a flow or a law."
Context: Requirements.statement
* insert Definition
* value[x] 1..1
* value[x] only string
