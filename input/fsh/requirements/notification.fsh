Instance: notification
InstanceOf: Requirements
Title: "Being told"
Description: "How a party learns that a Task is new or has changed, by notification or by looking."
Usage: #definition
* name = "Notification"
* description = "How a party learns that a Task is new or has changed, by notification or by looking. Placer and Fulfiller are bound alike: each is the one that tells where the Task lives with it."
* insert Theme(Being told)
* insert Statement(told-of-change, [[Changes are told]], SHALL, placer, core-concepts.html#being-told, [[The party that hosts a Task SHALL tell the other party when the Task is created or changed, unless they agreed that the other party looks by itself.]])
* insert Binds(fulfiller)
* insert Statement(notification-names-focus, [[A notification names the Task]], SHALL, placer, core-concepts.html#being-told, [[A notification SHALL name the Task that is new or has changed: as notificationEvent.focus in the subscription's status, or as the resource that is sent.]])
* insert Binds(fulfiller)
* insert Statement(notification-names-topic, [[A notification names its topic]], SHALL, placer, core-concepts.html#being-told, [[A notification bundle SHALL name the subscription and the canonical url of the topic that it is for.]])
* insert Binds(fulfiller)
* insert Statement(notification-to-subscriber-only, [[Only the subscriber is told]], SHALL, placer, core-concepts.html#being-told, [[A notification SHALL go only to parties whose subscription covers the Task; one that no longer has a part in the Task is told of nothing further.]])
* insert Binds(fulfiller)
* insert Statement(duplicates-harmless, [[Hearing it twice does no harm]], SHALL, placer, core-concepts.html#being-told, [[A party that gets the same notification again, or an older one late, SHALL end in the same state as if each had come once and in order.]])
* insert Binds(fulfiller)
* insert Statement(notification-once, [[A change is told once]], SHOULD, placer, core-concepts.html#being-told, [[The party that tells SHOULD send one notification for one change to one subscriber, and repeat it only when it was not taken.]])
* insert Binds(fulfiller)
* insert Statement(poll-by-owner, [[Tasks are found by owner]], SHALL, placer, core-concepts.html#being-told, [[A party that hosts Tasks SHALL answer a search for Tasks by owner, alone and together with status, with all Tasks that match and no others.]])
* insert Binds(fulfiller)
* insert Statement(poll-by-requester, [[Tasks are found by requester]], SHALL, placer, core-concepts.html#being-told, [[A party that hosts Tasks SHALL answer a search for Tasks by requester, alone and together with status, with all Tasks that match and no others.]])
* insert Binds(fulfiller)
