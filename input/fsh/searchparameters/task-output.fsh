Instance: task-output
InstanceOf: SearchParameter
Title: "Tasks by output"
Description: "Finds the Tasks among whose outputs a resource is: from a report to the order that it came of."
Usage: #definition
* insert Search(TaskOutput, output, Task, reference, [[Finds the Tasks among whose outputs a resource is: from a report to the order that it came of.]])
* expression = "Task.output.value.ofType(Reference)"
* target[+] = #DiagnosticReport
* target[+] = #Observation
* target[+] = #ImagingStudy
* target[+] = #Procedure
* target[+] = #MedicationDispense
* target[+] = #DocumentReference
* target[+] = #QuestionnaireResponse
* target[+] = #Appointment
* target[+] = #ServiceRequest
* target[+] = #MedicationRequest
