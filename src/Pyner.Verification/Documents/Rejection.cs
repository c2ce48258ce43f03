namespace Pyner.Verification;

/// <summary>Why a document counts as not well-formed: what .NET's <c>XmlReader</c> said, and where it stood.</summary>
/// <param name="Reason">The exception's type, such as <c>XmlException</c>.</param>
/// <param name="Message">The exception's message.</param>
/// <param name="Line">Line of the fault, from 1; 0 where it is not known.</param>
/// <param name="Position">Character within the line, from 1, in UTF-16 units; 0 where it is not known.</param>
public sealed record Rejection(string Reason, string Message, int Line, int Position);
