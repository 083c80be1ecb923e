// Requirements names actors for a whole resource only; a theme of this guide binds different actors by different statements.
Extension: StatementActor
Id: statement-actor
Title: "Statement Actor"
Description: "The actor that a single statement of a Requirements resource binds."
// Meant for Requirements.statement. Requirements is a resource of R5, so an R4 validator knows no such element to name here.
Context: BackboneElement
* insert Definition
* value[x] 1..1
* value[x] only canonical
