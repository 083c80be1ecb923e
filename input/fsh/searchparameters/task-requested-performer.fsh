Instance: task-requested-performer
InstanceOf: SearchParameter
Title: "Tasks by requested performer"
Description: "Finds Tasks by the party that should carry them out by the wish of the requester, whoever owns them."
Usage: #definition
* insert Search(TaskRequestedPerformer, requested-performer, Task, reference, [[Finds Tasks by the party that should carry them out by the wish of the requester, whoever owns them.]])
* expression = "Task.extension.where(url = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Task.requestedPerformer').extension.where(url = 'reference').value.ofType(Reference)"
* target[+] = #Practitioner
* target[+] = #PractitionerRole
* target[+] = #Organization
* target[+] = #CareTeam
* target[+] = #HealthcareService
* target[+] = #Patient
* target[+] = #Device
* target[+] = #RelatedPerson
