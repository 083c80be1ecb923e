// R4 has focus, which looks into the element alone and so finds a group by its first Request only.
Instance: task-group-focus
InstanceOf: SearchParameter
Title: "Tasks by any Request of a group"
Description: "Finds Tasks by any Request that they are about, whether it stands in focus or in the focus extension of a group."
Usage: #definition
* insert Search(TaskGroupFocus, group-focus, Task, reference, [[Finds Tasks by any Request that they are about, whether it stands in focus or in the focus extension of a group.]])
* expression = "Task.focus | Task.extension.where(url = 'http://hl7.org/fhir/4.0/StructureDefinition/extension-Task.focus').value.ofType(Reference)"
* target[+] = #ServiceRequest
* target[+] = #MedicationRequest
* target[+] = #DeviceRequest
* target[+] = #NutritionOrder
* target[+] = #VisionPrescription
* target[+] = #SupplyRequest
* target[+] = #CommunicationRequest
* target[+] = #CarePlan
* target[+] = #RequestGroup
* multipleOr = true
* multipleAnd = true
