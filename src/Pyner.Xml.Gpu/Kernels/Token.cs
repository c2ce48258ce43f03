using Pyner.Xml.Gpu.Automaton;

namespace Pyner.Xml.Gpu.Kernels;

/// <summary>Which bytes make a token, and where it points: what <see cref="Indexing.StructuralIndex"/> describes.</summary>
internal static class Token
{
    /// <summary>No token.</summary>
    public const int None = int.MinValue;

    /// <summary>The distance from a byte to where its token points, or <see cref="None"/>.</summary>
    /// <param name="state">The state before the byte.</param>
    /// <param name="markup">The event at the byte.</param>
    /// <param name="value">The byte.</param>
    public static int Distance(int state, int markup, int value)
    {
        if (state == MarkupState.Content)
        {
            if (value == '<' || value == '&')
                return 0;
            return markup == MarkupEvent.CloseBrackets ? -2 : None;
        }
        if (markup == MarkupEvent.None)
            return None;
        if (state == MarkupState.Comment)
            return markup == MarkupEvent.CloseComment || markup == MarkupEvent.OpenComment ? 1 : None;
        bool closes = state == MarkupState.CData
            ? markup == MarkupEvent.CloseBrackets
            : state == MarkupState.Instruction && (markup == MarkupEvent.CloseInstruction || markup == MarkupEvent.CloseAfterOpening);
        return closes ? 0 : None;
    }
}
