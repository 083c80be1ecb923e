// The codes are those of R5; R4 does not have the code system, and a value set here cannot draw on what nobody can resolve.
CodeSystem: SubscriptionNotificationTypeCodes
Id: subscription-notification-type
Title: "Subscription Notification Type"
Description: "What kind of notification a bundle is, with the codes that later FHIR releases use."
* insert Definition
* ^caseSensitive = true
* ^content = #complete
* #handshake "Handshake" "Tests that the endpoint can be reached, before the subscription becomes active."
* #heartbeat "Heartbeat" "Nothing has changed; the subscription is alive."
* #event-notification "Event notification" "Something has changed."
* #query-status "Query status" "The answer to a question for the subscription's status."
* #query-event "Query event" "The answer to a question for earlier events."

ValueSet: SubscriptionNotificationType
Id: subscription-notification-type
Title: "Subscription Notification Type"
Description: "Kinds of notification. Required: the code alone tells a handshake from an event."
* insert Definition
* include codes from system SubscriptionNotificationTypeCodes
