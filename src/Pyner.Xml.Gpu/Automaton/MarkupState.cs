using Pyner.Xml.Indexing;

namespace Pyner.Xml.Gpu.Automaton;

/// <summary>
/// The states of the automaton that finds tokens: <see cref="IndexerState"/> and two more. Numbers, since kernels know no enums by name;
/// each fits a nibble.
/// </summary>
internal static class MarkupState
{
    /// <summary>In text or in a tag.</summary>
    public const int Content = (int)IndexerState.Content;

    /// <summary>In a comment.</summary>
    public const int Comment = (int)IndexerState.Comment;

    /// <summary>In a CDATA section.</summary>
    public const int CData = (int)IndexerState.CData;

    /// <summary>In a processing instruction.</summary>
    public const int Instruction = (int)IndexerState.ProcessingInstruction;

    /// <summary>
    /// Right behind the <c>&lt;?</c> that opened a processing instruction: its <c>?</c> is not the first half of a <c>?&gt;</c>. Needed because
    /// <c>&lt;?&gt;</c> opens an instruction where there is none, but closes one where there is.
    /// </summary>
    public const int InstructionOpened = 4;

    /// <summary>Behind a byte that begins no XML character: there is no way out, and no token.</summary>
    public const int Invalid = 5;

    /// <summary>How many there are.</summary>
    public const int Count = 6;

    /// <summary>The state as readers know it.</summary>
    public static IndexerState ToIndexerState(int state) => state == InstructionOpened ? IndexerState.ProcessingInstruction : (IndexerState)state;
}
