Instance: patient
InstanceOf: ActorDefinition
Title: "Patient"
Description: "The person whom the care is for, with an app of their own: chooses a Fulfiller, answers a questionnaire, or looks on."
Usage: #definition
* name = "Patient"
* title = "Patient"
* status = #draft
* description = "The person whom the care is for, with an app of their own: chooses a Fulfiller, answers a questionnaire, or looks on."
* type = #person
* documentation = "Sees what is for the patient alone. It changes no Request, and of Tasks only those that it owns, or creates on behalf of the Placer."
* capabilities = Canonical(patient-app)
