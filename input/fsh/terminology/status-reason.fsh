// {code}: a reason; {group}: what it lies in, a value of the property `group`.
RuleSet: LiesIn(code, group)
* #{code} ^property.code = #group
* #{code} ^property.valueString = "{group}"

CodeSystem: CowStatusReason
Id: cow-status-reason
Title: "Status Reason"
Description: "Why a Task came to be rejected, failed, cancelled or on hold, or why it waits for information. The property group says where the reason lies."
* insert Definition
* ^caseSensitive = true
* ^property.code = #group
* ^property.description = "Where the reason lies: in deciding who fulfils, the Fulfiller's ability, terms and approval, missing information, the specimen, the patient, the order itself, or in what the other party asked for."
* ^property.type = #string
* ^content = #complete

// ---- deciding
* #not-selected "Not selected" "Another candidate was chosen. The Placer writes it when it cancels the Tasks of the others."
* insert LiesIn(not-selected, deciding)
* #deadline-passed "Deadline passed" "The answer would have come, or came, after the time that was set for it."
* insert LiesIn(deadline-passed, deciding)
* #no-response "No response" "No answer came within the period agreed."
* insert LiesIn(no-response, deciding)
* #no-decision-needed "No decision needed" "The question has become moot, e.g. the Request was revoked while bids were awaited."
* insert LiesIn(no-decision-needed, deciding)
* #handed-over "Handed over" "Another party takes this over; its own Task is about the same Request."
* insert LiesIn(handed-over, deciding)

// ---- ability
* #contraindicated "Contraindicated" "What was ordered would harm this patient, e.g. by an allergy or an interaction; a proposal for something else may be in Task.output."
* insert LiesIn(contraindicated, ability)
* #alternative-proposed "Alternative proposed" "The Fulfiller would do something else instead, for a reason that is not a contraindication; the proposal is in Task.output."
* insert LiesIn(alternative-proposed, ability)
* #no-capacity "No capacity" "The Fulfiller has no staff, place or time for it in the period asked for."
* insert LiesIn(no-capacity, ability)
* #service-not-offered "Service not offered" "The Fulfiller does not provide this service, or not for this kind of patient."
* insert LiesIn(service-not-offered, ability)
* #equipment-unavailable "Equipment unavailable" "A device or material that the service needs is out of order or not in stock."
* insert LiesIn(equipment-unavailable, ability)
* #technical-failure "Technical failure" "Work was attempted and a fault of a device or system ended it."
* insert LiesIn(technical-failure, ability)

// ---- terms
* #not-covered "Not covered" "The payer does not cover the service at this Fulfiller, and nobody else has agreed to pay."
* insert LiesIn(not-covered, terms)
* #approval-awaited "Approval awaited" "Work stands still until a payer or a supervisor has agreed; the text says who."
* insert LiesIn(approval-awaited, terms)

// ---- information
* #more-information-needed "More information needed" "What was sent is not enough to decide or to go on; the text says what is missing."
* insert LiesIn(more-information-needed, information)
* #depends-on-other "Depends on another" "Another Task or Request has to be completed first."
* insert LiesIn(depends-on-other, information)

// ---- specimen
* #specimen-awaited "Specimen awaited" "Work stands still until a specimen arrives, the first one or another."
* insert LiesIn(specimen-awaited, specimen)
* #specimen-rejected "Specimen rejected" "The specimen cannot be used, e.g. clotted, too little, wrong tube or not labelled."
* insert LiesIn(specimen-rejected, specimen)

// ---- patient
* #patient-declined "Patient declined" "The patient, or whoever decides for the patient, does not want the service."
* insert LiesIn(patient-declined, patient)
* #patient-unreachable "Patient unreachable" "The patient could not be reached or did not come."
* insert LiesIn(patient-unreachable, patient)
* #patient-condition "Patient condition" "The patient's state does not allow the service now, e.g. not fasting, a fever, or died."
* insert LiesIn(patient-condition, patient)

// ---- order
* #no-longer-needed "No longer needed" "The reason for the order has gone, e.g. the diagnosis is made or the patient has moved away."
* insert LiesIn(no-longer-needed, order)
* #ordered-in-error "Ordered in error" "It should not have been ordered: wrong patient, wrong service, or twice."
* insert LiesIn(ordered-in-error, order)
* #replaced "Replaced" "Another Request takes its place."
* insert LiesIn(replaced, order)
* #request-revoked "Request revoked" "The Request in focus authorizes nothing any more, so there is nothing left to fulfil."
* insert LiesIn(request-revoked, order)

// ---- asked
* #cancelled-on-request "Cancelled on request" "The other party asked for it by a Cancellation Request Task, and this one agreed."
* insert LiesIn(cancelled-on-request, asked)
* #work-too-far-advanced "Work too far advanced" "The cancellation or change came too late: the service is done or cannot be stopped any more."
* insert LiesIn(work-too-far-advanced, asked)
* #still-needed "Still needed" "The party that was asked to cancel holds on to it: the care is needed as ordered."
* insert LiesIn(still-needed, asked)
* #change-not-possible "Change not possible" "What was asked for instead cannot be done here, or not in time; the first order stands."
* insert LiesIn(change-not-possible, asked)

ValueSet: CowStatusReasonValueSet
Id: cow-status-reason
Title: "Status Reason"
Description: "Codes for Task.statusReason. Preferred: a local reason, or text alone, is better than a code that nearly fits."
* insert Definition
* include codes from system CowStatusReason
