Invariant: cow-group-distinct
Description: "Name each Request of the group once: the first in focus, every other one in a focus extension of its own."
Severity: #error
Expression: "(focus.reference.combine(extension.where(url = 'http://hl7.org/fhir/4.0/StructureDefinition/extension-Task.focus').value.reference)).isDistinct()"

// Task.focus keeps the first Request, so that a system that knows only plain R4 still finds something to act on; the union of
// the element and the extensions is the group, which is what a converter to a release with a repeating focus makes of it.
Profile: GroupCoordinationTask
Parent: CoordinationTask
Id: group-coordination-task
Title: "Group Coordination Task"
Description: "One Coordination Task for several Requests that belong together but do not depend on each other, such as the medications of one dispense. Task.focus holds the first Request, the focus extension each further one."
* insert Definition
* obeys cow-group-distinct
* extension contains TaskFocus named focus 0..* MS
* insert Obligation(extension[focus], SHALL:populate-if-known, placer)
* insert Obligation(extension[focus], SHALL:handle, fulfiller)
