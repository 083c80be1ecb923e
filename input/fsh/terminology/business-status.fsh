// {code}: a business status; {group}: what it speaks of, a value of the property `group`.
RuleSet: SpeaksOf(code, group)
* #{code} ^property[+].code = #group
* #{code} ^property[=].valueString = "{group}"

// {code}: a business status; {status}: a Task.status beside which it may be set, as its definition says for people.
RuleSet: StandsBeside(code, status)
* #{code} ^property[+].code = #task-status
* #{code} ^property[=].valueCoding = http://hl7.org/fhir/task-status#{status}

CodeSystem: CowBusinessStatus
Id: cow-business-status
Title: "Business Status"
Description: "How far the fulfilment of a Request has come, in more detail than Task.status tells. Each code says when to use it and with which Task.status it goes; the property group says what it speaks of, the property task-status beside which Task.status it stands while the work goes on."
* insert Definition
* ^caseSensitive = true
* ^property[0].code = #group
* ^property[0].description = "What the status speaks of: deciding who fulfils, arranging the service, the specimen, work on the patient, supply of what was ordered, or the results."
* ^property[0].type = #string
* ^property[1].code = #task-status
* ^property[1].description = "A Task.status beside which the status stands while the work goes on; one property for each."
* ^property[1].type = #Coding
// The list grows with the flows; systems bring their own codes beside these (the binding is preferred).
* ^content = #complete

// ---- deciding
* #awaiting-information "Awaiting information" "The candidate cannot decide before it knows more; Task.statusReason or a sub-task says what is needed. With Task.status received, or on-hold once work has begun. Ends when the Placer has supplied the information."
* insert SpeaksOf(awaiting-information, deciding)
* insert StandsBeside(awaiting-information, received)
* insert StandsBeside(awaiting-information, on-hold)
* #bid-submitted "Bid submitted" "The candidate has made its offer, which is among the outputs, and waits for the award. With Task.status accepted of a Bidding Task, until the Placer selects it or cancels it."
* insert SpeaksOf(bid-submitted, deciding)
* insert StandsBeside(bid-submitted, accepted)
* #selected "Selected" "Of several candidates, this one was chosen to fulfil the Request. With Task.status accepted, from the award of a bid or a won claim until work begins."
* insert SpeaksOf(selected, deciding)
* insert StandsBeside(selected, accepted)

// ---- arranging
* #awaiting-approval "Awaiting approval" "Somebody else must agree first, such as a payer or a supervisor; statusReason says who. With Task.status accepted or on-hold."
* insert SpeaksOf(awaiting-approval, arranging)
* insert StandsBeside(awaiting-approval, accepted)
* insert StandsBeside(awaiting-approval, on-hold)
* #awaiting-patient "Awaiting patient" "The next step is the patient's, such as choosing a time or answering a questionnaire. With Task.status accepted, in-progress or on-hold."
* insert SpeaksOf(awaiting-patient, arranging)
* insert StandsBeside(awaiting-patient, accepted)
* insert StandsBeside(awaiting-patient, in-progress)
* insert StandsBeside(awaiting-patient, on-hold)
* #visit-scheduled "Visit scheduled" "The patient has an appointment for the service. With Task.status accepted or in-progress."
* insert SpeaksOf(visit-scheduled, arranging)
* insert StandsBeside(visit-scheduled, accepted)
* insert StandsBeside(visit-scheduled, in-progress)
* #referred-on "Referred on" "The Fulfiller has ordered the service, or a part of it, from a third party, and stays responsible. With Task.status in-progress."
* insert SpeaksOf(referred-on, arranging)
* insert StandsBeside(referred-on, in-progress)

// ---- specimen
* #specimen-collected "Specimen collected" "The specimen has been taken, and the Fulfiller has it or it is on its way. With Task.status in-progress."
* insert SpeaksOf(specimen-collected, specimen)
* insert StandsBeside(specimen-collected, in-progress)
* #specimen-received "Specimen received" "The specimen has reached the place where it will be examined. With Task.status in-progress."
* insert SpeaksOf(specimen-received, specimen)
* insert StandsBeside(specimen-received, in-progress)
* #analysis-started "Analysis started" "The examination of the specimen is under way. With Task.status in-progress."
* insert SpeaksOf(analysis-started, specimen)
* insert StandsBeside(analysis-started, in-progress)
* #recollection-needed "Recollection needed" "The specimen could not be used and another has to be taken. With Task.status on-hold, until the second specimen has come."
* insert SpeaksOf(recollection-needed, specimen)
* insert StandsBeside(recollection-needed, on-hold)

// ---- work on the patient
* #patient-arrived "Patient arrived" "The patient is there and can be attended to. With Task.status accepted or in-progress."
* insert SpeaksOf(patient-arrived, patient)
* insert StandsBeside(patient-arrived, accepted)
* insert StandsBeside(patient-arrived, in-progress)
* #contrast-administered "Contrast administered" "The patient has been given contrast medium, and acquisition of the images follows. With Task.status in-progress."
* insert SpeaksOf(contrast-administered, patient)
* insert StandsBeside(contrast-administered, in-progress)
* #images-acquired "Images acquired" "The images have been taken and wait to be read. With Task.status in-progress."
* insert SpeaksOf(images-acquired, patient)
* insert StandsBeside(images-acquired, in-progress)

// ---- supply
* #partially-fulfilled "Partially fulfilled" "Part of what was asked is done and more will follow, such as some items of a grouped dispense. With Task.status in-progress."
* insert SpeaksOf(partially-fulfilled, supply)
* insert StandsBeside(partially-fulfilled, in-progress)
* #ready-for-pickup "Ready for pickup" "What was ordered is prepared and waits for the patient. With Task.status in-progress."
* insert SpeaksOf(ready-for-pickup, supply)
* insert StandsBeside(ready-for-pickup, in-progress)
* #on-the-way "On the way" "What was ordered has been handed to a carrier. With Task.status in-progress."
* insert SpeaksOf(on-the-way, supply)
* insert StandsBeside(on-the-way, in-progress)

// ---- results
* #awaiting-review "Awaiting review" "The work is done but for somebody who has to look at it and sign. With Task.status in-progress."
* insert SpeaksOf(awaiting-review, results)
* insert StandsBeside(awaiting-review, in-progress)
* #results-available "Results available" "What the service came to is referred to by Task.output; preliminary with Task.status in-progress, final with completed."
* insert SpeaksOf(results-available, results)
* insert StandsBeside(results-available, in-progress)
* insert StandsBeside(results-available, completed)
* #results-corrected "Results corrected" "An output that was shared as final has been corrected or added to; what is referred to by Task.output is the corrected one. With Task.status completed."
* insert SpeaksOf(results-corrected, results)
* insert StandsBeside(results-corrected, completed)

ValueSet: CowBusinessStatusValueSet
Id: cow-business-status
Title: "Business Status"
Description: "Codes for Task.businessStatus. Preferred: domains have states of their own, and nothing here replaces them."
* insert Definition
* include codes from system CowBusinessStatus
