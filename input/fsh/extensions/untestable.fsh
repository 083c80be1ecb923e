Extension: Untestable
Id: untestable
Title: "Untestable"
Description: "Why no run of a flow can show whether a statement is kept, e.g. because it is about what people decide. A statement without it is expected to be verified by a flow or a law."
// Meant for Requirements.statement. Requirements is a resource of R5, so an R4 validator knows no such element to name here.
Context: BackboneElement
* insert Definition
* value[x] 1..1
* value[x] only string
