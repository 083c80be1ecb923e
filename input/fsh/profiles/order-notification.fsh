Invariant: cow-notification-status-first
Description: "Put the subscription's status first: the first entry of a notification is the Parameters resource, what changed follows."
Severity: #error
Expression: "entry.first().resource is Parameters"

// The form of topic-based notifications in R4. Its own guide is not available as a package everywhere, hence no dependency.
Profile: OrderNotification
Parent: Bundle
Id: order-notification
Title: "Order Notification"
Description: "Tells a subscriber that a Task is new or has changed. The first entry says which subscription and topic it is for and which Task has changed; the Task itself may follow, or is read where it lives."
* insert Definition
* obeys cow-notification-status-first
* type = #history
* type MS
* timestamp 1..1
* timestamp MS
* insert Both(timestamp, SHALL:populate)
* entry 1..*
* entry MS
* entry.fullUrl 1..1
* entry ^slicing.discriminator.type = #type
* entry ^slicing.discriminator.path = "resource"
* entry ^slicing.rules = #open
* entry ^slicing.description = "The status among the entries"
* entry contains status 1..1 MS
* entry[status].resource 1..1
* entry[status].resource only SubscriptionStatusParameters
* insert Both(entry[status], SHALL:populate)
* insert Both(entry[status], SHALL:handle)
