CodeSystem: CowStatusReason
Id: cow-status-reason
Title: "Status Reason"
Description: "Why a Task came to be rejected, failed, cancelled or on hold, or why it waits for information."
* insert Definition
* ^caseSensitive = true
* ^content = #complete
* #not-selected "Not selected" "Another candidate was chosen. The Placer writes it when it cancels the Tasks of the others."
* #contraindicated "Contraindicated" "What was ordered would harm this patient, e.g. by an allergy or an interaction; a proposal for something else may be in Task.output."
* #no-capacity "No capacity" "The Fulfiller has no staff, place or time for it in the period asked for."
* #service-not-offered "Service not offered" "The Fulfiller does not provide this service, or not for this kind of patient."
* #equipment-unavailable "Equipment unavailable" "A device or material that the service needs is out of order or not in stock."
* #not-covered "Not covered" "The payer does not cover the service at this Fulfiller, and nobody else has agreed to pay."
* #more-information-needed "More information needed" "What was sent is not enough to decide or to go on; the text says what is missing."
* #specimen-awaited "Specimen awaited" "Work stands still until a specimen arrives, the first one or another."
* #specimen-rejected "Specimen rejected" "The specimen cannot be used, e.g. clotted, too little, wrong tube or not labelled."
* #patient-declined "Patient declined" "The patient, or whoever decides for the patient, does not want the service."
* #patient-unreachable "Patient unreachable" "The patient could not be reached or did not come."
* #patient-condition "Patient condition" "The patient's state does not allow the service now, e.g. not fasting, a fever, or died."
* #no-longer-needed "No longer needed" "The reason for the order has gone, e.g. the diagnosis is made or the patient has moved away."
* #ordered-in-error "Ordered in error" "It should not have been ordered: wrong patient, wrong service, or twice."
* #replaced "Replaced" "Another Request takes its place."
* #cancelled-on-request "Cancelled on request" "The other party asked for it by a Cancellation Request Task, and this one agreed."
* #work-too-far-advanced "Work too far advanced" "The cancellation came too late: the service is done or cannot be stopped any more."
* #no-response "No response" "No answer came within the period agreed."
* #technical-failure "Technical failure" "Work was attempted and a fault of a device or system ended it."

ValueSet: CowStatusReasonValueSet
Id: cow-status-reason
Title: "Status Reason"
Description: "Codes for Task.statusReason. Preferred: a local reason, or text alone, is better than a code that nearly fits."
* insert Definition
* include codes from system CowStatusReason
