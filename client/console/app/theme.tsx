/** Ant Design dressed for the desk: contrast that passes, the nonce of the policy, both languages. */
import ConfigProvider from 'antd/es/config-provider';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import theme from 'antd/es/theme';
import type { ThemeConfig } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { NONCE } from '../parts/nonce';
import { usePreferences } from './preferences';
import type { Theme } from './preferences';

const FONT =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif';

/** White on these is above 4.5:1, and they on the ground behind them too. */
const TOKENS: Readonly<Record<Theme, NonNullable<ThemeConfig['token']>>> = {
  light: {
    colorPrimary: '#1d4ed8',
    colorPrimaryHover: '#1e40af',
    colorPrimaryActive: '#1e3a8a',
    colorError: '#b42318',
    colorErrorHover: '#932018',
    colorErrorActive: '#7a1a13',
    colorLink: '#1d4ed8',
    colorTextPlaceholder: '#667085',
    colorTextDescription: '#475467',
    colorBorder: '#8a94a6',
  },
  dark: {
    colorPrimary: '#3b69dd',
    colorPrimaryHover: '#3561d6',
    colorPrimaryActive: '#2c54bf',
    colorError: '#e0453a',
    colorErrorHover: '#c9372c',
    colorErrorActive: '#b02a20',
    colorLink: '#8fb2ff',
    colorBgBase: '#12161d',
    colorTextPlaceholder: '#98a2b3',
    colorTextDescription: '#b4bcc8',
    colorBorder: '#667085',
  },
};

function themeOf(mode: Theme): ThemeConfig {
  return {
    algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    hashed: false,
    // Parts that fade out would stay in the page where a person has asked for less motion.
    token: {
      ...TOKENS[mode],
      motion: false,
      borderRadius: 6,
      fontFamily: FONT,
      fontSize: 14,
      wireframe: false,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        ...(mode === 'dark'
          ? { defaultHoverColor: '#8fb2ff', defaultHoverBorderColor: '#8fb2ff' }
          : {}),
      },
    },
  };
}

export function ThemeProvider({ children }: { children: ReactNode }): ReactElement {
  const { locale, theme: mode } = usePreferences();
  return (
    <ConfigProvider
      csp={{ nonce: NONCE }}
      locale={locale === 'en' ? enUS : zhCN}
      theme={themeOf(mode)}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      {children}
    </ConfigProvider>
  );
}
