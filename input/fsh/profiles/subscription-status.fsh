// Names and types of the parameters are those of the Subscriptions R5 Backport for R4 (backport-subscription-status-r4).
Profile: SubscriptionStatusParameters
Parent: Parameters
Id: subscription-status
Title: "Subscription Status"
Description: "What a notification says about itself: the subscription and the topic it is for, what kind of notification it is, and for each event its number and the Task in focus."
* insert Definition
* parameter ^slicing.discriminator.type = #value
* parameter ^slicing.discriminator.path = "name"
* parameter ^slicing.rules = #open
* parameter ^slicing.description = "By name"
* parameter contains
    subscription 1..1 MS and
    topic 1..1 MS and
    status 1..1 MS and
    type 1..1 MS and
    eventsSinceSubscriptionStart 0..1 MS and
    notificationEvent 0..* MS and
    error 0..*
// The parties may have agreed on the subscription beforehand: then the reference has an identifier and no resource behind it.
* parameter[subscription].name = "subscription"
* parameter[subscription].value[x] 1..1
* parameter[subscription].value[x] only Reference(Subscription)
* parameter[topic].name = "topic"
* parameter[topic].value[x] 1..1
* parameter[topic].value[x] only canonical
* parameter[status].name = "status"
* parameter[status].value[x] 1..1
* parameter[status].value[x] only code
* parameter[status].valueCode from http://hl7.org/fhir/ValueSet/subscription-status (required)
* parameter[type].name = "type"
* parameter[type].value[x] 1..1
* parameter[type].value[x] only code
* parameter[type].valueCode from SubscriptionNotificationType (required)
// R4 has no 64-bit integer: event numbers travel as strings of digits.
* parameter[eventsSinceSubscriptionStart].name = "events-since-subscription-start"
* parameter[eventsSinceSubscriptionStart].value[x] 1..1
* parameter[eventsSinceSubscriptionStart].value[x] only string
* parameter[error].name = "error"
* parameter[error].value[x] 1..1
* parameter[error].value[x] only CodeableConcept
* parameter[notificationEvent].name = "notification-event"
* parameter[notificationEvent].value[x] 0..0
* parameter[notificationEvent].part 1..*
* parameter[notificationEvent].part ^slicing.discriminator.type = #value
* parameter[notificationEvent].part ^slicing.discriminator.path = "name"
* parameter[notificationEvent].part ^slicing.rules = #open
* parameter[notificationEvent].part ^slicing.description = "By name"
* parameter[notificationEvent].part contains
    eventNumber 1..1 MS and
    timestamp 0..1 MS and
    focus 1..1 MS and
    additionalContext 0..* MS
* parameter[notificationEvent].part[eventNumber].name = "event-number"
* parameter[notificationEvent].part[eventNumber].value[x] 1..1
* parameter[notificationEvent].part[eventNumber].value[x] only string
* parameter[notificationEvent].part[timestamp].name = "timestamp"
* parameter[notificationEvent].part[timestamp].value[x] 1..1
* parameter[notificationEvent].part[timestamp].value[x] only instant
* parameter[notificationEvent].part[focus].name = "focus"
* parameter[notificationEvent].part[focus].value[x] 1..1
* parameter[notificationEvent].part[focus].value[x] only Reference(Task)
* parameter[notificationEvent].part[additionalContext].name = "additional-context"
* parameter[notificationEvent].part[additionalContext].value[x] 1..1
* parameter[notificationEvent].part[additionalContext].value[x] only Reference
