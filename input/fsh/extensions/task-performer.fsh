Extension: TaskPerformer
Id: extension-Task.performer
Title: "Task Performer"
Description: "Who took part in carrying the Task out, and as what; pre-adopted from R5. It looks back, while Task.owner says who is responsible now."
Context: Task
* insert Definition
* ^url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Task.performer"
* extension contains function 0..1 and actor 1..1
* extension[function].value[x] 1..1
* extension[function].value[x] only CodeableConcept
* extension[actor].value[x] 1..1
* extension[actor].value[x] only Reference(Practitioner or PractitionerRole or Organization or CareTeam or Patient or RelatedPerson)
