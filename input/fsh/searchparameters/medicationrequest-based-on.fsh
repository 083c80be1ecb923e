// R4 has based-on for ServiceRequest, but not for MedicationRequest.
Instance: medicationrequest-based-on
InstanceOf: SearchParameter
Title: "MedicationRequests by what they are based on"
Description: "Finds the MedicationRequests that came of a proposal, a plan or another order."
Usage: #definition
* insert Search(MedicationRequestBasedOn, based-on, MedicationRequest, reference, [[Finds the MedicationRequests that came of a proposal, a plan or another order.]])
* expression = "MedicationRequest.basedOn"
* target[+] = #CarePlan
* target[+] = #MedicationRequest
* target[+] = #ServiceRequest
* target[+] = #ImmunizationRecommendation
