// R4 has requisition for ServiceRequest and group-identifier for DeviceRequest and others, but nothing for MedicationRequest.
Instance: medicationrequest-group-identifier
InstanceOf: SearchParameter
Title: "MedicationRequests by group identifier"
Description: "Finds the MedicationRequests that were written together."
Usage: #definition
* insert Search(MedicationRequestGroupIdentifier, group-identifier, MedicationRequest, token, [[Finds the MedicationRequests that were written together.]])
* expression = "MedicationRequest.groupIdentifier"
