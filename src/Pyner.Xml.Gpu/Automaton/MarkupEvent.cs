namespace Pyner.Xml.Gpu.Automaton;

/// <summary>
/// What a byte means for the automaton, as far as the eight bytes before it and the three behind tell, without knowing the state. Nearly every byte
/// means nothing. Numbers, since kernels know no enums by name.
/// </summary>
/// <remarks>
/// <code>
/// event               at the last byte of            Content             Comment       CData         Instruction   InstructionOpened
/// None                anything else                  -                   -             -             -             (does not occur)
/// OpenComment         &lt;!--                           Comment             Content       -             -             -
/// CloseComment        --, not of a &lt;!-- or &lt;!---     -                   Content       -             -             -
/// OpenCData           &lt;![CDATA[                      CData               -             -             -             -
/// CloseBrackets       ]]&gt;                            - (a token: fault)   -             Content       -             -
/// OpenInstruction     &lt;?                             InstructionOpened   -             -             -             -
/// AfterOpening        &lt;? and one more, not &gt;          -                   -             -             -             Instruction
/// CloseAfterOpening   &lt;?&gt;                            -                   -             -             Content       Instruction
/// CloseInstruction    ?&gt;, not of &lt;?&gt;                 -                   -             -             Content       -
/// Invalid             (at the first byte)            Invalid from every state
/// </code>
/// Why a look back is enough: a delimiter's bytes are read in the state that its first byte is read in, since none of them but the last is the last
/// of another delimiter. <c>&lt;!--</c> ends with the two hyphens that end a comment, so in a comment it closes. The <c>-</c> behind a <c>&lt;!--</c>
/// closes nothing: in a comment that <c>&lt;!--</c> must have been its opening, or it would have closed it.
/// </remarks>
internal static class MarkupEvent
{
    public const int None = 0;
    public const int OpenComment = 1;
    public const int CloseComment = 2;
    public const int OpenCData = 3;
    public const int CloseBrackets = 4;
    public const int OpenInstruction = 5;
    public const int AfterOpening = 6;
    public const int CloseAfterOpening = 7;
    public const int CloseInstruction = 8;
    public const int Invalid = 9;

    // The bytes before, the last one lowest.
    private const ulong CDataBeforeBracket = 0x3C215B4344415441; // <![CDATA
    private const ulong CommentBeforeHyphen = 0x3C212D; // <!-
    private const ulong CommentOpening = 0x3C212D2D; // <!--
    private const ulong InstructionOpening = 0x3C3F; // <?
    private const ulong Brackets = 0x5D5D; // ]]

    /// <summary>The event at a byte.</summary>
    /// <param name="prior">The eight bytes before it, the last one lowest.</param>
    /// <param name="value">The byte.</param>
    /// <param name="following">The three bytes behind it, the first one lowest; higher bits mean nothing.</param>
    public static int At(ulong prior, int value, ulong following)
    {
        if (value >= 0x80)
        {
            if (!CharacterBytes.IsPartOfCharacter(prior, value, following))
                return Invalid;
        }
        else if (value < 0x20 && value != '\n' && value != '\t' && value != '\r')
        {
            return Invalid;
        }
        bool isBehindOpening = (prior & 0xFFFF) == InstructionOpening;
        int last = (int)(prior & 0xFF);
        if (value == '>')
        {
            if (last == '?')
                return isBehindOpening ? CloseAfterOpening : CloseInstruction;
            return (prior & 0xFFFF) == Brackets ? CloseBrackets : None;
        }
        if (isBehindOpening)
            return AfterOpening;
        if (value == '-' && last == '-')
        {
            if ((prior & 0xFFFFFF) == CommentBeforeHyphen)
                return OpenComment;
            return (prior & 0xFFFFFFFF) == CommentOpening ? None : CloseComment;
        }
        if (value == '?' && last == '<')
            return OpenInstruction;
        return value == '[' && prior == CDataBeforeBracket ? OpenCData : None;
    }

    /// <summary>What an event does to every state.</summary>
    public static ulong Vector(int markup)
    {
        switch (markup)
        {
            case OpenComment:
                return With(With(TransitionVector.Identity, MarkupState.Content, MarkupState.Comment), MarkupState.Comment, MarkupState.Content);
            case CloseComment:
                return With(TransitionVector.Identity, MarkupState.Comment, MarkupState.Content);
            case OpenCData:
                return With(TransitionVector.Identity, MarkupState.Content, MarkupState.CData);
            case CloseBrackets:
                return With(TransitionVector.Identity, MarkupState.CData, MarkupState.Content);
            case OpenInstruction:
                return With(TransitionVector.Identity, MarkupState.Content, MarkupState.InstructionOpened);
            case AfterOpening:
                return With(TransitionVector.Identity, MarkupState.InstructionOpened, MarkupState.Instruction);
            case CloseAfterOpening:
                return With(
                    With(TransitionVector.Identity, MarkupState.InstructionOpened, MarkupState.Instruction), MarkupState.Instruction, MarkupState.Content);
            case CloseInstruction:
                return With(TransitionVector.Identity, MarkupState.Instruction, MarkupState.Content);
            case Invalid:
                return TransitionVector.Constant(MarkupState.Invalid);
            default:
                return TransitionVector.Identity;
        }
    }

    private static ulong With(ulong vector, int state, int next) => (vector & ~(0xFUL << (4 * state))) | ((ulong)next << (4 * state));
}
