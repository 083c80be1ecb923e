// Task.requestedPerformer of R5 is a CodeableReference, a type that R4 lacks: the cross-version form spells its parts out.
Extension: TaskRequestedPerformer
Id: extension-Task.requestedPerformer
Title: "Task Requested Performer"
Description: "Who should carry the Task out, as a role, a party, or both; pre-adopted from R5. It is a wish of the requester, while Task.owner says who is responsible now."
Context: Task
* insert Definition
* ^url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Task.requestedPerformer"
* extension contains _datatype 0..1 and concept 0..1 and reference 0..1
* extension[_datatype].value[x] 1..1
* extension[_datatype].value[x] only string
* extension[_datatype].valueString = "CodeableReference"
* extension[concept].value[x] 1..1
* extension[concept].value[x] only CodeableConcept
* extension[concept].valueCodeableConcept from http://hl7.org/fhir/ValueSet/performer-role (preferred)
* extension[reference].value[x] 1..1
* extension[reference].value[x] only Reference(Practitioner or PractitionerRole or Organization or CareTeam or HealthcareService or Patient or Device or RelatedPerson)
