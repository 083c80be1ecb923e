// R4 has performer, which looks into performerType alone.
Instance: task-requested-performer-type
InstanceOf: SearchParameter
Title: "Tasks by requested role"
Description: "Finds Tasks by the role that should carry them out, whether it stands in performerType or in the extension requestedPerformer."
Usage: #definition
* insert Search(TaskRequestedPerformerType, requested-performer-type, Task, token, [[Finds Tasks by the role that should carry them out, whether it stands in performerType or in the extension requestedPerformer.]])
* expression = "Task.performerType | Task.extension.where(url = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Task.requestedPerformer').extension.where(url = 'concept').value.ofType(CodeableConcept)"
