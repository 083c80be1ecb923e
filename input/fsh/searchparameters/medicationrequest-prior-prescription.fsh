// R4 has replaces for ServiceRequest, but nothing alike for MedicationRequest.
Instance: medicationrequest-prior-prescription
InstanceOf: SearchParameter
Title: "MedicationRequests by what they replace"
Description: "Finds the MedicationRequest that took the place of another."
Usage: #definition
* insert Search(MedicationRequestPriorPrescription, prior-prescription, MedicationRequest, reference, [[Finds the MedicationRequest that took the place of another.]])
* expression = "MedicationRequest.priorPrescription"
* target = #MedicationRequest
