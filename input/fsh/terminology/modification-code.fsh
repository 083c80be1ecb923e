ValueSet: CowModificationCodeValueSet
Id: cow-modification-code
Title: "Modification Code"
Description: "What a Modification Request Task asks for. Required: replace (another Request takes the place of the focal one) and change (the focal Task is to be carried out otherwise) are answered differently."
* insert Definition
* $task-code#replace
* $task-code#change
