CodeSystem: CowMessageEvent
Id: cow-message-event
Title: "Message Event"
Description: "What a message of this guide announces, which decides how much it carries."
* insert Definition
* ^caseSensitive = true
* ^content = #complete
* #coordination-content "Coordination content" "The Task in focus is new or has changed. The message carries it and all else that the receiver needs: for parties that exchange nothing but messages."
* #coordination-changed "Coordination changed" "The Task in focus is new or has changed. The message names it; the receiver reads the details by REST, where the Task lives."

ValueSet: CowMessageEventValueSet
Id: cow-message-event
Title: "Message Event"
Description: "Events of the messages of this guide. Required: a receiver chooses by the event what to do, and cannot guess at others."
* insert Definition
* include codes from system CowMessageEvent
