Invariant: cow-subscription-criteria
Description: "Subscribe to Tasks, or to Requests, of one party: give as criteria the canonical url of a topic of this guide, or a search for Tasks by owner or requester."
Severity: #error
Expression: "criteria.contains('/SubscriptionTopic/') or (criteria.startsWith('Task?') and (criteria.contains('owner') or criteria.contains('requester')))"

Invariant: cow-subscription-filter
Description: "A subscription to a topic says for whom: add the extension backport-filter-criteria to criteria, with the party as owner or requester."
Severity: #error
Expression: "criteria.contains('/SubscriptionTopic/') implies criteria.extension.where(url = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria').exists()"

// Parties may as well agree on subscriptions beforehand, with no such resource at all. The extensions are those of the guide
// that brings topics to R4; it is not available as a package everywhere, hence they are named by their urls alone.
Profile: TaskSubscription
Parent: Subscription
Id: task-subscription
Title: "Task Subscription"
Description: "A party's wish to be told of Tasks that it owns or has requested, for parties that agree on subscriptions by resource: to a topic of this guide, or in R4's own form by a search for Tasks."
* insert Definition
* obeys cow-subscription-criteria and cow-subscription-filter
* status MS
* reason MS
* criteria MS
* criteria ^short = "Url of a topic, or a search for Tasks"
* error MS
* channel MS
* channel.type = #rest-hook
* channel.type MS
* channel.endpoint 1..1
* channel.endpoint MS
* channel.payload MS
* channel.payload ^short = "Format of what is sent; how much is sent stands in its extension backport-payload-content"
