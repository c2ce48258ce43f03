namespace Pyner.Xml.Reading;

/// <summary>Checks a reference in the bytes of a document.</summary>
internal static unsafe class ReferenceScanner
{
    /// <summary>Checks the reference that begins at <paramref name="ampersand"/>.</summary>
    /// <param name="ampersand">The <c>&amp;</c>.</param>
    /// <param name="windowEnd">End of the bytes at hand; zeros follow.</param>
    /// <param name="end">Behind its <c>;</c>, or where the fault is.</param>
    /// <param name="fault">What is wrong with it.</param>
    public static Step Scan(byte* ampersand, byte* windowEnd, out byte* end, out XmlFault fault)
    {
        byte* name = ampersand + 1;
        bool isCharacter = *name == '#';
        end = isCharacter ? ScanDigits(name + 1) : name;
        if (!isCharacter && !XmlNames.TryScan(name, out end))
            return Reject(XmlFault.InvalidReference, windowEnd, end, out fault);
        if (*end != ';')
            return Reject(XmlFault.InvalidReference, windowEnd, end, out fault);
        if (XmlReference.Decode(new ReadOnlySpan<byte>(name, (int)(end - name))) < 0)
        {
            end = isCharacter ? name + 1 : name;
            fault = isCharacter ? XmlFault.InvalidReference : XmlFault.UndeclaredEntity;
            return Step.Fault;
        }
        fault = XmlFault.None;
        end++;
        return Step.Continue;
    }

    private static Step Reject(XmlFault kind, byte* windowEnd, byte* end, out XmlFault fault)
    {
        fault = kind;
        return end >= windowEnd ? Step.Incomplete : Step.Fault;
    }

    private static byte* ScanDigits(byte* at)
    {
        int radix = 10;
        if (*at == 'x')
        {
            radix = 16;
            at++;
        }
        while (XmlReference.DigitValue(*at) < radix)
            at++;
        return at;
    }
}
