// The url is the standard one for an element that R4 limits to one: readers that know later releases understand it.
Extension: TaskFocus
Id: extension-Task.focus
Title: "Task Focus (repeating)"
Description: "A further Request that a Task is about. Task.focus holds one in R4; this extension, named as the cross-version rules name it, holds each of the others, so that one Task coordinates a group of independent Requests."
Context: Task
* insert Definition
* ^url = "http://hl7.org/fhir/4.0/StructureDefinition/extension-Task.focus"
* value[x] 1..1
* insert OnlyRequests(value[x])
